"""Who is one with whom: the questions that `app.store.projections.people` asks."""

SAME = """
WITH RECURSIVE same(identity) AS (
    SELECT identity FROM view_person WHERE mention = ?
    UNION
    SELECT theirs.identity FROM same
    JOIN view_person AS mine ON mine.identity = same.identity
    JOIN view_person_pair AS pair ON pair.mention = mine.mention
    JOIN view_person AS theirs ON theirs.mention = pair.other
)
SELECT identity FROM same
"""

ALIKE_ITSELF = """
SELECT theirs.mention FROM view_person AS mine JOIN view_person AS theirs USING (identity)
WHERE mine.mention = ?
"""

APART = """
SELECT said.one, said.other FROM view_person AS mine
JOIN view_person_link AS said ON said.one = mine.mention AND said.standing = 'two'
JOIN view_person AS theirs ON theirs.mention = said.other
WHERE mine.identity IN (SELECT value FROM json_each(?1))
    AND theirs.identity IN (SELECT value FROM json_each(?1))
"""

MAY_BE_CROSSED = """
SELECT said.body FROM view_person_link AS said
JOIN view_person AS mine ON mine.mention = said.one
JOIN view_person AS theirs ON theirs.mention = said.other
WHERE said.standing = 'two' AND (mine.identity = theirs.identity OR (
    EXISTS (
        SELECT 1 FROM view_person AS one JOIN view_person_pair AS pair USING (mention)
        WHERE one.identity = mine.identity
    ) AND EXISTS (
        SELECT 1 FROM view_person AS one JOIN view_person_pair AS pair USING (mention)
        WHERE one.identity = theirs.identity
    )
))
ORDER BY said.entity
"""
