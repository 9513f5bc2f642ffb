%{ niafo.?\ar  }tera lf not
in .bar f!oo.?\a }r  }