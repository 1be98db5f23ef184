SELECT 'CREATE ' || substring(indexdef FROM 8) FROM pg_indexes JOIN pg_class i ON i.relname = indexname
    JOIN pg_index x ON x.indexrelid = i.oid WHERE tablename = 'leads_touchpoint' AND NOT x.indisprimary
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('u', 'p'))
