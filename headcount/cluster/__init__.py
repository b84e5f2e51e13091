"""``extract`` for data sets that one machine would read for days: parts of the input to Dask's workers.

``plan`` cuts the input into parts, ``work`` reads one part on a worker, ``dataset`` is what is written, part
by part, each with a marker when it is done, and ``engine`` hands the parts out. Nothing outside this package
imports Dask or fsspec, which come with the extra ``cluster``.
"""
