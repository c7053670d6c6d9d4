using System.CommandLine;
using System.Text.RegularExpressions;

namespace ImageSearch.Cli;

/// <summary>What is wrong with a command line, for people: the parser's own words name types of the program.</summary>
internal static partial class MisuseText
{
    private const string NoCommand = "Required command was not provided.";

    /// <summary>A sentence for each fault.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var messages = parsed.Errors.Select(error => error.Message).ToList();
        if (messages is [NoCommand])
            return [$"Say what to do: {Choices(parsed.CommandResult.Command)}."];
        // A command that is none is said of already.
        return messages.Where(message => message != NoCommand).Select(Clear).Distinct();
    }

    /// <summary>Whether the parser was asked for a value that is none.</summary>
    public static bool IsAbout(InvalidOperationException exception) => NoSuchValue().IsMatch(exception.Message);

    public static string Clear(string message)
    {
        if (NoSuchValue().Match(message) is { Success: true } value)
            return $"{value.Groups["name"].Value} takes {Kind(value.Groups["type"].Value)}, not \"{value.Groups["text"].Value}\".";
        if (NoneOf().Match(message) is { Success: true } choice)
            return $"\"{choice.Groups["text"].Value}\" is none of {string.Join(", ", choice.Groups["one"].Captures.Select(one => one.Value))}.";
        return message;
    }

    private static string Kind(string type) => type switch
    {
        "Int32" or "Int64" => "a whole number",
        _ => "something else",
    };

    private static string Choices(Command command)
    {
        var names = command.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name).ToList();
        return $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    [GeneratedRegex(@"^Cannot parse argument '(?<text>.*)' for (command|option) '(?<name>[^']*)' as expected type '.*?(?<type>Int32|Int64)[^']*'", RegexOptions.Singleline)]
    private static partial Regex NoSuchValue();

    [GeneratedRegex(@"^Argument '(?<text>.*)' not recognized\. Must be one of:(\s*'(?<one>[^']*)')+\s*$", RegexOptions.Singleline)]
    private static partial Regex NoneOf();
}
