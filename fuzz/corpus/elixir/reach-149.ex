..-@ntrue   ."a"%   @ {
}  