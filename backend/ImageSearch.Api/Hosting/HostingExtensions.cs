using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Models;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Hosting;

internal static class HostingExtensions
{
    private static readonly TimeSpan RequestsEndWithin = TimeSpan.FromSeconds(3);

    /// <param name="open">False if only the description of the service is needed: no directory is touched.</param>
    public static void AddLibrary(this WebApplicationBuilder builder, bool open)
    {
        var services = builder.Services;
        services.AddSettings<StorageOptions>(StorageOptions.Section);
        services.AddSettings<EmbeddingOptions>(EmbeddingOptions.Section);
        services.AddSettings<IndexOptions>(IndexOptions.Section);
        services.AddSettings<LibraryOptions>(LibraryOptions.Section);
        services.AddSettings<ModelStoreOptions>(ModelStoreOptions.Section);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LibraryService>();
        if (open)
            services.AddHostedService(provider => provider.GetRequiredService<LibraryService>());
        services.AddSingleton(provider => provider.GetRequiredService<LibraryService>().Library);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = RequestsEndWithin);
    }

    /// <summary>Binds a section of the configuration; the service does not start if its attributes reject a value.</summary>
    public static void AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>()
            .Configure<IConfiguration>((_, configuration) => SettingTexts.Check(typeof(T), configuration.GetSection(section)))
            .BindConfiguration(section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, AttributeValidation<T>>();
    }

    /// <summary>Runs until the service is stopped.</summary>
    public static async Task<int> RunServiceAsync(this WebApplication app)
    {
        await app.RunAsync();
        return 0;
    }
}
