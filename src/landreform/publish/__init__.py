"""A figure's files, its citation, its passport: what somebody needs who carries a figure into a paper.

``make figures`` (``python -m landreform.publish``) writes them to ``_build/figures``; the book publishes them at
``figures/<slug>/``. The register of slugs is ``figures.yml``, the names and addresses of the book are in
``publication.yml``.
"""
