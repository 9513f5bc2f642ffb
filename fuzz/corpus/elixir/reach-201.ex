- nd{} " \end
f(u{Aa^^nd{+: } " iAn i#{| -> }"-> fter n i#| % e^^^nd{+: } " iAn i#{| -> }"-> 