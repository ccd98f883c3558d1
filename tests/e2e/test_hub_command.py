"""`motcua hub test` on the server, beside the window that has the profile."""

from app.usecases import hub
from app.usecases.hub_known import keep_hub_came
from tests.helpers.hub import a_hub


def test_a_technician_sees_beside_the_window_who_came_and_whether_it_answers(technician, province):
    province.enrols(technician.desk)
    store = technician.desk.store
    keep_hub_came(store.preferences, {"ABCDEFGHJK": technician.desk.now()})
    with a_hub(technician.desk) as running:
        hub.serve_here(technician.desk, port=running.port)
        told = technician.types("hub", "test", "--json")
        assert (told.status, told.err) == (0, "")
        assert told.json["listens"] is True
        assert list(told.json["came"]) == ["ABCDEFGHJK"]
