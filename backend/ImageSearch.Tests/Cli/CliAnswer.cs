using System.Text.Json.Nodes;

namespace ImageSearch.Tests.Cli;

/// <summary>The result of one run of the command line.</summary>
internal sealed record CliAnswer(int ExitCode, string Output, string Errors)
{
    /// <summary>The output, which must be JSON; the exit code must be 0 by default.</summary>
    public JsonNode Json(int exitCode = 0)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), Errors);
        return JsonNode.Parse(Output)!;
    }

    public void AssertRefused(int exitCode, string because)
    {
        Assert.That(Errors, Does.Contain(because));
        Assert.That(ExitCode, Is.EqualTo(exitCode), Errors);
        Assert.That(Output, Is.Empty);
    }
}
