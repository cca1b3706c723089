int most();
