SELECT part, weight, filled, at, fresh FROM parts ORDER BY filled, fresh, weight DESC, part
