"""The page that a browser sees when it comes back from a service."""

DONE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Authorized</title></head>
<body>
<h1>The credential is authorized</h1>
<p>Workflows that it is bound to can use it from now on. You can close this page.</p>
</body>
</html>
"""
