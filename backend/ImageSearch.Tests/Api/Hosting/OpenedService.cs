using System.Collections.Concurrent;
using ImageSearch.Engine;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// The service in this process over a data directory that is kept. A test stops and opens it again to see what a start does with existing
/// data. It starts
/// faster than a <see cref="ServiceProcess"/>, which is for what only a process shows: a kill, or a message
/// and an exit.
/// </summary>
internal sealed class OpenedService : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _log = new();

    private OpenedService(Dictionary<string, string> settings) => _settings = settings;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The messages that it has logged so far, one on each line.</summary>
    public string Output => string.Join('\n', _log);

    /// <param name="model">Path of the model; empty lets the service search for one.</param>
    /// <param name="arguments">Settings as on a command line, <c>--Section:Key=value</c>.</param>
    public static async Task<OpenedService> StartAsync(string data, string model, params string[] arguments)
    {
        var settings = new Dictionary<string, string>
        {
            ["Storage:DataDirectory"] = data,
            ["Embedding:ModelPath"] = model,
            ["Embedding:Device"] = "cpu",
            ["Models:Fetch"] = "ask", // tests ask no servers but their own
            ["Serilog:MinimumLevel"] = "Fatal",
        };
        foreach (var argument in arguments)
        {
            var (key, value) = (argument[2..argument.IndexOf('=')], argument[(argument.IndexOf('=') + 1)..]);
            settings[key] = value;
        }

        var service = new OpenedService(settings);
        try
        {
            // Not in the test's own context, because a start waits for its library.
            service.Http = await Task.Run(service.CreateClient);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        var library = Http is null ? null : Services.GetRequiredService<ImageLibrary>();
        await base.DisposeAsync();
        // Stopping the host does not wait if it is already being stopped.
        if (library is not null)
            await library.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services.AddSingleton<ILoggerFactory>(
            _ => LoggerFactory.Create(logging => logging.AddProvider(new KeptMessages(_log)))));
    }

    private sealed class KeptMessages(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
