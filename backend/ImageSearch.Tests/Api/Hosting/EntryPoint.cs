namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// The service's entry point, called in this process. The console belongs to the whole process, so tests that call it must be
/// <c>[NonParallelizable]</c>.
/// </summary>
internal static class EntryPoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts the service and waits for its end, which is expected to be a refusal to start.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(said));
        Console.SetError(TextWriter.Synchronized(complained));
        try
        {
            string[] all = ["--Models:Fetch=ask", .. arguments];
            var exitCode = await Task.Run(() => (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [all])!).WaitAsync(Patience);
            return (exitCode, said.ToString().Trim(), complained.ToString().Trim());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
