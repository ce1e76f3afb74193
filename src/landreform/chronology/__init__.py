"""Put the events of the campaign in order of time, and say how sure that order is.

Which source dates an event how, which dates cannot both be true, what another document excludes, and what had been
decided before, during and after each wave. Input are the tables `events`, `dates`, `exclusions`, `documents`, `counts`
and `sources` of the ledger; output are frames with one row a dating, a dispute, a pair of events or a document, and the
chronology as CSV, iCalendar and JSON-LD (`landreform.chronology.export`).
"""
