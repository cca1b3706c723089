int attempt();
