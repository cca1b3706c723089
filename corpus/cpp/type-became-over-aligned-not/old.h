int first();
