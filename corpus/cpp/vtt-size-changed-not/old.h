int sum();
