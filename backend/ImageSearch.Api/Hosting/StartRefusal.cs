using System.Net.Sockets;
using ImageSearch.Engine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Hosting;

/// <summary>
/// Explains to the operator in one sentence why the service cannot start. Any other exception is an internal error and keeps its stack
/// trace.
/// </summary>
internal static class StartRefusal
{
    private const int ExitCode = 1;

    // For settings of the framework itself; the service's own settings are checked before they are bound.
    private const string ConfigurationBinder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>The explanation; null if the exception is not about a setting.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        DirectoryInUseException inUse =>
            $"The data directory {inUse.Directory} is in use by another ImageSearch process. Stop that one, talk to it over HTTP, or give " +
            "this one another directory (--data DIR, or the setting Storage:DataDirectory).",
        SetupException or LibraryException => exception.Message,
        OptionsValidationException options => $"The configuration is not valid. {string.Join(" ", options.Failures)}",
        InvalidOperationException { Source: ConfigurationBinder } or InvalidDataException or FormatException =>
            $"The configuration is not valid. {exception.Message.TrimEnd('.')}.",
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
}
