using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;

namespace ImageSearch.Api.Logging;

/// <summary>
/// Escapes control characters and line separators in logged text, as <c>\u000a</c>. File names, paths and headers come from outside: a line
/// feed in them could forge a log line, and an escape sequence could change what a terminal shows.
/// </summary>
internal sealed class SingleLineProperties : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? escaped = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            if (value is ScalarValue { Value: string text } && text.Any(NeedsEscape))
                (escaped ??= []).Add(new LogEventProperty(name, new ScalarValue(Escape(text))));
        }

        foreach (var property in escaped ?? [])
            logEvent.AddOrUpdateProperty(property);
    }

    private static bool NeedsEscape(char character) =>
        char.IsControl(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (NeedsEscape(character))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }
}
