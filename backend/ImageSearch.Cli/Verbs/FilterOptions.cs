using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>The options that select pictures. Every given condition must hold.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _category = new("--category") { Description = "Only pictures of this category.", HelpName = "NAME" };
    private readonly Option<bool> _uncategorized = new("--uncategorized") { Description = "Only pictures without a category." };
    private readonly Option<string?> _tag = new("--tag") { Description = "Only pictures with this tag.", HelpName = "NAME" };
    private readonly Option<string> _status = new("--status") { Description = "Only pictures in this state.", HelpName = "pending|indexed|failed" };
    private readonly Option<string?> _name = new("--name") { Description = "Only pictures whose name contains this.", HelpName = "TEXT" };
    private readonly Option<DateTimeOffset?> _after = Instant("--added-after", "Only pictures added at this instant or later.");
    private readonly Option<DateTimeOffset?> _before = Instant("--added-before", "Only pictures added before this instant.");
    private readonly Option<long?> _min = new("--min-bytes")
    {
        Description = "Least size of the original.",
        HelpName = "N",
        CustomParser = result => Values.WholeNumber<long>(result),
    };
    private readonly Option<long?> _max = new("--max-bytes")
    {
        Description = "Greatest size of the original.",
        HelpName = "N",
        CustomParser = result => Values.WholeNumber<long>(result),
    };

    public FilterOptions(Command verb)
    {
        _status.TakeOneOf("pending", "indexed", "failed");
        foreach (var option in new Option[] { _category, _uncategorized, _tag, _status, _name, _after, _before, _min, _max })
            verb.Add(option);
    }

    /// <exception cref="LibraryException">A category or tag is not valid.</exception>
    public ImageFilter Read(ParseResult parsed) => new()
    {
        Category = Label.Clean(parsed.GetValue(_category)),
        Categorized = parsed.GetValue(_uncategorized) ? false : null,
        Tag = Label.Clean(parsed.GetValue(_tag)),
        Status = parsed.GetValue(_status) is { } status ? Enum.Parse<ImageStatus>(status, ignoreCase: true) : null,
        Search = parsed.GetValue(_name) is { Length: > 0 } text ? text : null,
        AddedAfter = parsed.GetValue(_after),
        AddedBefore = parsed.GetValue(_before),
        MinBytes = parsed.GetValue(_min),
        MaxBytes = parsed.GetValue(_max),
    };

    private static Option<DateTimeOffset?> Instant(string name, string description) =>
        new(name) { Description = description, HelpName = "2026-11-20T10:00Z", CustomParser = ParseInstant };

    private static DateTimeOffset? ParseInstant(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant;
        result.AddError($"\"{text}\" is not a date or time; give one such as 2026-11-20 or 2026-11-20T10:00:00Z.");
        return null;
    }
}
