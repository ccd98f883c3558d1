"""The first page for the province: made on the server, without a build chain or a script.

`html` escapes by construction, `words` holds every Vietnamese word, `style` the one style sheet.
`insight` is the narrow door through which the application says what its events come to: this
package knows devices, positions and clocks, never a dossier.
"""
