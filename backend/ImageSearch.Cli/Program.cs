using ImageSearch.Cli;
using ImageSearch.Cli.Screen;

return await CommandLine.RunAsync(
    args, Terminal.OfProcess(Environment.GetEnvironmentVariable), Environment.GetEnvironmentVariable, TimeProvider.System, CancellationToken.None);
