ali\\a^^^s_٣&&&_ aliase|||s_
'	_}_aliaelse ^^s_٣_ a_  ntrue\xFF^ts\u00 not
in áe9es_
'