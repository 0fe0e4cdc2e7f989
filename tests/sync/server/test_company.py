"""A company pack is loaded once, and again only where the pack itself changed."""

import copy
import json
from datetime import timedelta

import pytest

from sync.errors import Problem
from sync.server import pack
from tests.support.centre import PACK


def changed(**lists):
    return {**copy.deepcopy(dict(PACK)), **lists}


def test_loading_the_same_pack_again_writes_nothing(town):
    before = town.centre.head()
    assert town.load(PACK)["written"] == 0
    assert town.centre.head() == before


def test_loading_a_changed_pack_writes_only_what_the_pack_changed(town):
    ann = town.laptop("ann")
    ann.do("customer.edit", "c1", phone="ann's", address="ann's road")
    pack = copy.deepcopy(dict(PACK))
    pack["customers"][0]["class"] = "C"
    assert town.load(pack)["types"] == {"customer": 1}
    now = town.read("customer", "c1").fields
    assert (now["class"], now["phone"], now["address"]) == ("C", "ann's", "ann's road")
    ann.sync()
    assert ann.dump() == town.dump(as_user="ann")


def test_a_record_that_was_deleted_stays_deleted(town):
    ann = town.laptop("ann")
    ann.do("contact.delete", "k1")
    contacts = [{"id": "k1", "customer": "c1", "name": "王二"}]
    town.load(changed(contacts=contacts))
    assert town.read("contact", "k1").deleted


def test_a_conflict_that_is_about_one_record_is_loaded_with_the_pack(town):
    conflict = {"id": "clash", "type": "customer", "record": "c1", "field": "phone",
                "mine": "1", "theirs": "2", "author": "ann", "state": "open"}  # fmt: skip
    assert town.load({"conflicts": [conflict]})["types"] == {"conflict": 1}
    assert town.read("conflict", "clash").fields["record"] == "c1"


def test_a_password_is_set_only_once(town):
    people = [{"id": "ann", "name": "ann", "user": "ann", "password": "other", "post": "r1"}]
    assert town.load({"people": people})["accounts"] == 0
    town.laptop("ann")


def test_who_has_no_post_any_more_in_the_pack_leaves_it_and_may_come_back(town):
    def posted(post):
        people = copy.deepcopy(PACK["people"])
        next(each for each in people if each["id"] == "ann")["post"] = post
        return town.load(changed(people=people))

    ann = town.laptop("ann")
    term = town.read("post_assignment", "ann").fields
    assert posted(None)["types"] == {"post_assignment": 1}
    ann.sync()
    assert {id for type, id in ann.rows if type == "customer"} == set()
    assert ann.dump() == town.dump(as_user="ann")
    left = town.read("post_assignment", "ann").fields
    assert left == term | {"until": str(town.clock.today() - timedelta(days=1))}
    assert posted(None)["written"] == 0
    posted("r2")
    ann.sync()
    assert {id for type, id in ann.rows if type == "customer"} == {"d1"}
    assert town.read("post_assignment", "ann").fields == term | {"post": "r2"}


def test_who_never_had_a_post_has_none(town):
    people = [{"id": "fay", "name": "fay", "user": "fay", "password": "pw-fay", "post": None}]
    assert town.load({"people": people})["types"] == {"person": 1}
    assert not [key for key in town.laptop("fay").rows if key[0] == "customer"]


def test_a_customer_whose_territory_the_pack_changes_moves_for_its_readers(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    customers = copy.deepcopy(PACK["customers"])
    customers[0]["territory"] = "t2"
    town.load(changed(customers=customers))
    for name, laptop in (("ann", ann), ("ben", ben)):
        laptop.sync()
        assert laptop.dump() == town.dump(as_user=name)
    assert ("contact", "k1") in ben.rows


@pytest.mark.parametrize(
    ("lists", "kind"),
    [
        ({"customers": [{"id": "x", "name": "n", "territory": "nowhere"}]}, "dangling"),
        ({"customers": [{"id": "x", "name": "n"}]}, "missing_field"),
        ({"customers": [{"id": "x y", "name": "n", "territory": "t1"}]}, "bad_value"),
        ({"customers": [{"id": "x", "nom": "n", "territory": "t1", "name": "n"}]}, "unknown_field"),
        ({"customers": ["x"]}, "bad_pack"),
        ({"clients": []}, "unknown_field"),
        (
            {"products": [{"id": "p", "name": "n"}, {"id": "p", "name": "m"}]},
            "stated_twice",
        ),
    ],
)
def test_a_pack_that_makes_no_sense_is_refused_before_anything_is_written(town, lists, kind):
    before = town.centre.head()
    with pytest.raises(Problem) as caught:
        town.load({"products": [{"id": "fine", "name": "fine"}], **lists})
    assert caught.value.kind == kind
    assert town.centre.head() == before


def test_yaml_and_json_say_the_same(tmp_path):
    yaml = tmp_path / "p.yaml"
    yaml.write_text(
        "company: {id: demo, name: 华东}\n"
        "products: [{id: p1, code: A-1, name: 礼盒, list_price: 379.00}]\n"
        "form_definitions: [{id: f, code: f, version: 1, effective_from: 2026-11-21}]\n"
        "people: [{id: zhou, name: 周婷, phone: 13800001111}]\n",
        encoding="utf-8",
    )
    other = tmp_path / "p.json"
    other.write_text(
        json.dumps(
            {
                "company": {"id": "demo", "name": "华东"},
                "products": [{"id": "p1", "code": "A-1", "name": "礼盒", "list_price": "379"}],
                "form_definitions": [
                    {"id": "f", "code": "f", "version": 1, "effective_from": "2026-11-21"}
                ],
                "people": [{"id": "zhou", "name": "周婷", "phone": "13800001111"}],
            }
        ),
        encoding="utf-8",
    )
    assert pack.read(yaml).entries == pack.read(other).entries


def test_a_version_of_a_form_is_never_replaced_by_another_content(town):
    def form(version, *sections, **more):
        id = "care" if version == 1 else f"care.{version}"
        body = {"code": "care", "version": version, "sections": list(sections)}
        return {"id": id, "code": "care", "version": version, "body": body, **more}

    first = {"key": "words", "title": "心得", "fields": []}
    town.load({"form_definitions": [form(1, first)]})
    assert town.load({"form_definitions": [form(1, first)]})["written"] == 0
    assert town.load({"form_definitions": [form(1, first, title="拜访心得")]})["written"] == 1
    with pytest.raises(Problem) as caught:
        town.load(
            {
                "products": [{"id": "fine", "name": "fine"}],
                "form_definitions": [form(1, {**first, "title": "别的"})],
            }
        )
    assert caught.value.kind == "form_version_taken"
    assert caught.value.facts == {"id": "care", "code": "care", "version": 1}
    assert ("product", "fine") not in town.records()
    assert town.read("form_definition", "care").fields["body"]["sections"] == [first]
    town.load({"form_definitions": [form(1, first), form(2, {**first, "title": "别的"})]})
    assert town.read("form_definition", "care.2").fields["version"] == 2


def test_a_form_beside_the_pack_becomes_a_definition(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "day.toml").write_text(
        'code = "daily"\nversion = 2\ntitle = {zh_CN = "日报"}\n'
        '[[sections]]\nkey = "words"\ntitle = "心得"\n'
        'fields = [{ key = "words", label = "心得", type = "long_text" }]\n',
        encoding="utf-8",
    )
    said = pack.understood({"definitions": ["forms/day.toml"]}, tmp_path)
    (form,) = said.entries
    assert (form.type, form.id) == ("form_definition", "daily.2")
    assert (form.fields["version"], form.fields["title"]) == (2, "日报")
    with pytest.raises(Problem):
        pack.understood({"definitions": ["forms/none.toml"]}, tmp_path)


def test_a_definition_that_is_not_sound_is_not_published_and_says_where(tmp_path):
    (tmp_path / "day.toml").write_text(
        'code = "daily"\nversion = 2\ntitle = "日报"\n'
        '[[sections]]\nkey = "words"\ntitle = "心得"\n'
        'fields = [{ key = "mood", label = "心情", type = "hologram" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(Problem) as caught:
        pack.understood({"definitions": ["day.toml"]}, tmp_path)
    assert caught.value.kind == "bad_form"
    assert str(caught.value.facts["where"]).startswith("sections[0].fields[0].type: hologram")


@pytest.mark.parametrize("text", ["[1]", "{", "a: [", "\x00"])
def test_what_is_no_pack_is_refused(tmp_path, text):
    file = tmp_path / "p.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        pack.read(file)
    assert caught.value.kind == "bad_pack"
