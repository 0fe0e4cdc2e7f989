"""After its own operations and the answer's fix a device's record is the centre's (I5)."""

from tests.support.centre import Town


def test_what_was_begun_on_ones_other_laptop_is_told_whole(town: Town) -> None:
    """To this laptop it is new: of what it wrote the centre takes what an open draft takes."""
    one, other = town.laptop("ann"), town.laptop("ann")
    day = {"kind": "daily", "date": "2026-11-20"}
    one.do("report.draft", "r1", **day, answers={"x": "one"})
    result = other.do("report.draft", "r1", **day, form="own", form_version=1)
    assert (result.status, other.repairs) == ("applied", 0)
    assert town.read("report", "r1").fields["form"] is None
    assert other.dump() == town.dump(as_user="ann")
