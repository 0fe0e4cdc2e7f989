"""The first schema of the centre.

A table is its columns, `name:type` with * for the primary key and ! for not null, and its
indexes, `columns=name`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TYPES = {
    "text": sa.Text,
    "big": sa.BigInteger,
    "small": sa.SmallInteger,
    "double": sa.Double,
    "bytes": sa.LargeBinary,
}
TABLES = {
    "account": (
        ("user:text* person:text! password:text! disabled:small! failed:big! locked_until:text"),
        "",
    ),
    "applied": (
        "device:text* mseq:big* hash:text! status:text! seq:big! result:text!",
        "",
    ),
    "approval_request": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! post:text requester:text "
            "kind:text title:text subject_type:text subject:text facts:text amount:big "
            "reason:text state:text step:big path:text approver:text rev:big content_hash:text "
            "submitted_at:text due_at:text decided_at:text"
        ),
        (
            "part,ver=ix_approval_request_part_ver requester=ix_approval_request_requester "
            "state,approver=ix_approval_request_state_approver"
        ),
    ),
    "attachment": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! subject_type:text "
            "subject:text name:text media_type:text size:big sha256:text taken_at:text "
            "author:text"
        ),
        (
            "part,ver=ix_attachment_part_ver sha256=ix_attachment_sha256 "
            "subject=ix_attachment_subject"
        ),
    ),
    "audience": (
        "type:text* id:text* part:text*",
        "part,type=ix_audience_part",
    ),
    "blob": (
        "sha256:text* size:big! received_at:text! body:bytes!",
        "",
    ),
    "change": (
        "seq:big* n:big* type:text! id:text! op:text! delta:text! image:text echo:small!",
        "type,id,seq=ix_change_row",
    ),
    "change_part": (
        "part:text* seq:big* n:big* how:text! home:small!",
        "",
    ),
    "commit_log": (
        "seq:big* device:text mseq:big actor:text! name:text! at:text! received_at:text!",
        "",
    ),
    "conflict": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! type:text record:text "
            "field:text base:text mine:text theirs:text author:text authored_at:text "
            "stood_by:text stood_at:text state:text taken:text resolved_by:text "
            "resolved_at:text"
        ),
        "part,ver=ix_conflict_part_ver record=ix_conflict_record state=ix_conflict_state",
    ),
    "contact": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! customer:text name:text "
            "position:text phone:text email:text decision_role:text remark:text archived:small"
        ),
        "customer=ix_contact_customer part,ver=ix_contact_part_ver",
    ),
    "customer": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! name:text class:text "
            "phone:text address:text region:text territory:text credit_code:text "
            "latitude:double longitude:double datum:text remark:text archived:small state:text "
            "industry:text owner:text terms_days:big next_visit:text extra:text "
            "credit_limit:big receivable:big overdue_amount:big overdue_days:big ageing:text "
            "year_target:big year_sales:big last_visit_at:text visit_count:big "
            "duplicate_of:text"
        ),
        (
            "last_visit_at=ix_customer_last_visit_at name=ix_customer_name "
            "owner=ix_customer_owner part,ver=ix_customer_part_ver "
            "territory=ix_customer_territory"
        ),
    ),
    "decision": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! request:text step:big "
            "rev:big verdict:text comment:text decider:text post:text on_hash:text "
            "decided_at:text delegate_to:text effective:small"
        ),
        "part,ver=ix_decision_part_ver request=ix_decision_request",
    ),
    "device": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! person:text name:text "
            "enrolled_at:text revoked:small"
        ),
        "part,ver=ix_device_part_ver",
    ),
    "enrolment": (
        (
            "id:text* person:text! account:text! key:text! name:text! last_mseq:big! acked:big! "
            "enrolled_at:text! seen_at:text! revoked:small!"
        ),
        "",
    ),
    "form_definition": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! code:text version:big "
            "title:text body:text effective_from:text"
        ),
        "part,ver=ix_form_definition_part_ver",
    ),
    "form_instance": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! post:text person:text "
            "form:text form_version:big subject_type:text subject:text period:text answers:text "
            "state:text sealed_at:text"
        ),
        "part,ver=ix_form_instance_part_ver subject=ix_form_instance_subject",
    ),
    "meta": (
        "name:text* value:text!",
        "",
    ),
    "org_unit": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! name:text kind:text "
            "parent:text active:small"
        ),
        "part,ver=ix_org_unit_part_ver",
    ),
    "pack_digest": (
        "type:text* id:text* fields:text!",
        "",
    ),
    "person": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! name:text user:text "
            "employee_no:text phone:text roles:text status:text"
        ),
        "part,ver=ix_person_part_ver",
    ),
    "plan_item": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! post:text person:text "
            "date:text customer:text sequence:big purpose:text expected:text planned_at:text "
            "state:text skip_reason:text visit:text"
        ),
        ("customer=ix_plan_item_customer date=ix_plan_item_date part,ver=ix_plan_item_part_ver"),
    ),
    "post": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! title:text unit:text "
            "superior:text territories:text level:big"
        ),
        "part,ver=ix_post_part_ver",
    ),
    "post_assignment": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! person:text post:text "
            "since:text until:text acting:small"
        ),
        (
            "part,ver=ix_post_assignment_part_ver person=ix_post_assignment_person "
            "post=ix_post_assignment_post"
        ),
    ),
    "product": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! code:text name:text "
            "unit:text category:text list_price:big status:text"
        ),
        "part,ver=ix_product_part_ver",
    ),
    "received": (
        "device:text* mseq:big* at:text! status:text! body:text!",
        "",
    ),
    "report": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! person:text post:text "
            "kind:text date:text period:text form:text form_version:big answers:text "
            "derived:text state:text sealed_at:text reviewer:text review_comment:text "
            "reviewed_at:text"
        ),
        "date=ix_report_date part,ver=ix_report_part_ver person,date=ix_report_person_date",
    ),
    "route_stop": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! template:text customer:text "
            "sequence:big slot:text"
        ),
        "part,ver=ix_route_stop_part_ver template=ix_route_stop_template",
    ),
    "route_template": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! post:text person:text "
            "name:text weekday:big frequency:text effective_from:text effective_to:text"
        ),
        "part,ver=ix_route_template_part_ver",
    ),
    "seq_head": (
        "one:small* epoch:text! next_seq:big! org:big!",
        "",
    ),
    "site": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! customer:text name:text "
            "address:text latitude:double longitude:double datum:text hours:text "
            "access_notes:text"
        ),
        "customer=ix_site_customer part,ver=ix_site_part_ver",
    ),
    "snapshot": (
        "sid:text* device:text! parts:text! scope:text! seq:big! made_at:text! whole:small!",
        "",
    ),
    "snapshot_chunk": (
        "sid:text* n:big* sha256:text! rows:big! body:bytes!",
        "",
    ),
    "territory": (
        "id:text* part:text! ver:big! fver:text! deleted:small! name:text unit:text",
        "part,ver=ix_territory_part_ver",
    ),
    "token": (
        (
            "hash:text* device:text! kind:text! grant_id:text! replaces:text expires:text! "
            "used:small!"
        ),
        "device=ix_token_device",
    ),
    "visit": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! post:text person:text "
            "customer:text plan_item:text started_at:text ended_at:text purpose:text "
            "outcome:text next_step:text next_visit:text evidence:text ordered:big "
            "collected:big competitor:text opinion:text complaint:text amends:text"
        ),
        (
            "customer,started_at=ix_visit_customer_started_at part,ver=ix_visit_part_ver "
            "person,started_at=ix_visit_person_started_at started_at=ix_visit_started_at"
        ),
    ),
    "visit_action": (
        (
            "id:text* part:text! ver:big! fver:text! deleted:small! visit:text action:text "
            "version:big answers:text"
        ),
        "part,ver=ix_visit_action_part_ver visit=ix_visit_action_visit",
    ),
}


def upgrade() -> None:
    for name, (columns, indexes) in TABLES.items():
        op.create_table(name, *(_column(word) for word in columns.split()), *_checks(name))
        for word in indexes.split():
            over, _, called = word.partition("=")
            op.create_index(called, name, over.split(","))


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _column(word: str) -> sa.Column[object]:
    name, _, kind = word.partition(":")
    return sa.Column(
        name,
        TYPES[kind.rstrip("*!")](),
        primary_key=kind.endswith("*"),
        nullable=not kind.endswith(("*", "!")),
        autoincrement=False,
    )


def _checks(table: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint("one = 1", name="ck_seq_head_one")] if table == "seq_head" else []
