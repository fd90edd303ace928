-- What is typed from any place of these words on begins a gram.
select t.fragment as violation
from (values ('rm-spcc-1.5', 'spcc'), ('rm-spcc-1.5', '1.5'), ('冷轧钢板 lengzhagangban', '钢板'), ('冷轧钢板 lengzhagangban', 'lengzha'), ('m8×20 螺栓', '20')) as t (search, fragment)
where not exists (select 1 from kernel.search_grams(t.search) as e (gram) where starts_with(e.gram, t.fragment))
