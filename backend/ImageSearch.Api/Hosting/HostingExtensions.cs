using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Library;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Hosting;

internal static class HostingExtensions
{
    private static readonly TimeSpan RequestsEndWithin = TimeSpan.FromSeconds(3);

    /// <param name="open">False where only the shape of the service is wanted: no directory is touched.</param>
    public static void AddLibrary(this WebApplicationBuilder builder, bool open)
    {
        var services = builder.Services;
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations();
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateDataAnnotations();
        services.AddOptions<LibraryOptions>().BindConfiguration(LibraryOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LibraryService>();
        if (open)
            services.AddHostedService(provider => provider.GetRequiredService<LibraryService>());
        services.AddSingleton(provider => provider.GetRequiredService<LibraryService>().Library);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = RequestsEndWithin);
    }

    /// <summary>Runs until the service is stopped. What keeps it from starting is said in a sentence, with exit code 1.</summary>
    public static async Task<int> RunServiceAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception) when (Explain(exception) is { } reason)
        {
            await Console.Error.WriteLineAsync($"ImageSearch cannot start. {reason}");
            return 1;
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private static string? Explain(Exception exception) => exception switch
    {
        SetupException or ModelException => exception.Message,
        OptionsValidationException options => $"The configuration is not valid. {string.Join(" ", options.Failures)}",
        InvalidOperationException when exception.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            $"The configuration is not valid. {exception.Message} Correct or remove that setting.",
        IOException when exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException =>
            $"{exception.Message} Stop what listens there, or choose another port (--api-port, or the setting urls).",
        _ => null,
    };
}
