"""Who holds a post today, as a piece of SQL."""

# The name of the holder of the post {post}; asks for :today.
HOLDER = """(SELECT h.name FROM post_assignment a
  JOIN person h ON h.id = a.person AND h.deleted = 0
  WHERE a.post = {post} AND a.deleted = 0 AND (a.until IS NULL OR a.until >= :today)
  ORDER BY a.acting, a.since DESC LIMIT 1)"""
