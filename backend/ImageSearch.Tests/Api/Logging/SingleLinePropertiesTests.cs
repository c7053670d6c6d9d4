using ImageSearch.Api.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace ImageSearch.Tests.Api.Logging;

internal sealed class SingleLinePropertiesTests
{
    [TestCase("a\nb", @"a\u000ab")]
    [TestCase("a\r\u001b[31mb", @"a\u000d\u001b[31mb")]
    [TestCase("a\u2028b\u2029\u0085", @"a\u2028b\u2029\u0085")]
    [TestCase("größe 写真.jpg", "größe 写真.jpg")]
    public void Message_WithTextFromOutside_StaysOnOneLine(string name, string expected)
    {
        var sink = new Collected();
        using var logger = new LoggerConfiguration().Enrich.With<SingleLineProperties>().WriteTo.Sink(sink).CreateLogger();

        logger.Information("{Name:l} was left out after {Count} tries", name, 3);

        Assert.That(sink.Messages.Single(), Is.EqualTo($"{expected} was left out after 3 tries"));
    }

    private sealed class Collected : ILogEventSink
    {
        public List<string> Messages { get; } = [];

        public void Emit(LogEvent logEvent) => Messages.Add(logEvent.RenderMessage());
    }
}
