using System.Net.Sockets;
using System.Text.RegularExpressions;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Hosting;

/// <summary>What keeps the service from starting, in a sentence for whoever starts it. Anything else is a fault of ours and keeps its stack trace.</summary>
internal static partial class StartRefusal
{
    private const int ExitCode = 1;

    /// <summary>The sentence, or null for what is nobody's setting.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        SetupException or ModelException => exception.Message,
        OptionsValidationException options => $"The configuration is not valid. {string.Join(" ", options.Failures)}",
        InvalidOperationException when Conversion().Match(exception.Message) is { Success: true } match =>
            $"The setting {match.Groups["key"].Value} cannot be \"{match.Groups["value"].Value}\". Correct it, or remove it to get the default.",
        InvalidOperationException when exception.Message.Contains("Serilog", StringComparison.Ordinal) =>
            $"The section Serilog of the configuration is not valid: {exception.Message.TrimEnd('.')}.",
        InvalidDataException or FormatException => $"The configuration is not valid. {exception.Message.TrimEnd('.')}.",
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Stop what listens there, or choose another port (--api-port, or the setting urls).",
        SocketException => $"The service cannot listen there: {exception.Message}. Choose another address (the setting urls).",
        _ => null,
    };

    /// <returns>The exit code.</returns>
    public static int Tell(Exception exception)
    {
        Console.Error.WriteLine($"ImageSearch cannot start. {Explain(exception)}");
        return ExitCode;
    }

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type", RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
