using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli;

internal static class Program
{
    public static Task<int> Main(string[] arguments)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        return CommandLine.RunAsync(arguments, Terminal.OfProcess(environment), environment, TimeProvider.System, CancellationToken.None);
    }
}
