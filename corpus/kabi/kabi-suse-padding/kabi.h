/* SUSE has no macro: a member takes the place of the padding. */
