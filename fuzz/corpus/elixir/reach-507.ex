foo% {- * 1 aáter 'c' wheno% {- * 1 after 'c' when <<<?\s" } 
  <<<s" } 
 a<<<: --# ~s(x) ++ 