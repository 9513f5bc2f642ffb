d.+e."a"lse: fmo do
end
dule B do
end
le B do
end
