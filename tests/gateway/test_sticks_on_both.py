"""A whole trip of a stick, on both kinds of database that a gateway works on."""

from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.stick_office import a_stick_pc, reads


def test_two_pcs_live_on_one_stick(world, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    pcs = [a_stick_pc(world, tmp_path, secret, SI_LO_LAU) for secret in (1, 2)]
    for _ in range(2):
        for pc in pcs:
            pc.pc.does(3)
            pc.exports(stick)
        came, gave = reads(world, stick)
        assert {one.fault for one in came} | {one.fault for one in gave} == {None}
        for pc in pcs:
            pc.imports(stick)
            assert (pc.faults, pc.pc.unsent()) == ([], 0)
    end = world.gateway.commune(SI_LO_LAU).log.end().position
    assert {pc.pc.placed() for pc in pcs} == {end}
    for pc in pcs:
        pc.pc.close()
