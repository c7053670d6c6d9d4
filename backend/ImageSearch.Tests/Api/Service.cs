using ImageSearch.Engine;
using ImageSearch.Tests.Embedding;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ImageSearch.Tests.Api;

/// <summary>The whole service in this process, with a tiny model and a data directory that is deleted with it.</summary>
internal sealed class Service : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;
    private readonly TimeProvider? _clock;
    private HttpClient? _http;

    /// <param name="clock">Replaces the system's; null leaves it.</param>
    /// <param name="settings">Configuration, "Section:Key" and value.</param>
    public Service(TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        _clock = clock;
        Folder = Directory.CreateTempSubdirectory("imagesearch-api-").FullName;
        _settings = new Dictionary<string, string>
        {
            ["Storage:DataDirectory"] = Data,
            ["Embedding:ModelPath"] = TestModels.Write(Path.Combine(Folder, "models")),
            ["Embedding:ModelsDirectory"] = Path.Combine(Folder, "models"),
            ["Embedding:Device"] = "cpu",
            ["Models:Fetch"] = "ask", // tests use only servers of their own
            ["Serilog:MinimumLevel"] = "Fatal",
        };
        foreach (var (key, value) in settings)
            _settings[key] = value;
        ClientOptions.AllowAutoRedirect = false;
    }

    /// <summary>A folder that contains only the data directory and the model's folder.</summary>
    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Starts the service on first use.</summary>
    public HttpClient Http => _http ??= CreateClient();

    public ImageLibrary Library => Services.GetRequiredService<ImageLibrary>();

    /// <summary>Started on a real socket of the loopback interface instead of in memory.</summary>
    public Service OnSocket()
    {
        UseKestrel(0);
        StartServer();
        return this;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        if (_clock is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(_clock));
    }
}
