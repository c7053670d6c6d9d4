using Microsoft.Extensions.Logging;

namespace ImageSearch.Cli.Screen;

/// <summary>Writes the engine's warnings to standard error, one line each.</summary>
internal sealed class StandardErrorLog(Terminal terminal) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new LineLog(terminal);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one place to write to.");

    public void Dispose()
    {
        // The terminal belongs to the caller.
    }

    private sealed class LineLog(Terminal terminal) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                terminal.Say($"imagesearch: {formatter(state, exception)}");
        }
    }
}
