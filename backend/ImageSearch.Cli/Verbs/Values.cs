using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace ImageSearch.Cli.Verbs;

/// <summary>Parsers for options and arguments that refuse invalid values with the program's own messages.</summary>
internal static class Values
{
    /// <summary>A parser for one whole number.</summary>
    /// <param name="rule">The message for a number outside of the bounds.</param>
    public static Func<ArgumentResult, T> WholeNumber<T>(T min, T max, string rule)
        where T : struct, IBinaryInteger<T> => result =>
    {
        if (Read<T>(result, result.Tokens.Single().Value) is not { } number)
            return default;
        if (number < min || number > max)
            result.AddError(rule);
        return number;
    };

    /// <summary>A parser for one whole number of any size.</summary>
    public static T WholeNumber<T>(ArgumentResult result)
        where T : struct, IBinaryInteger<T> => Read<T>(result, result.Tokens.Single().Value) ?? default;

    /// <summary>A parser for any count of whole numbers.</summary>
    public static T[] WholeNumbers<T>(ArgumentResult result)
        where T : struct, IBinaryInteger<T> => result.Tokens.Select(token => Read<T>(result, token.Value) ?? default).ToArray();

    /// <summary>Limits an option to these words, and completes them.</summary>
    public static void TakeOneOf(this Option<string> option, params string[] words)
    {
        option.Validators.Add(result => Require(result, result.Tokens, words));
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
    }

    /// <inheritdoc cref="TakeOneOf(Option{string}, string[])"/>
    public static void TakeOneOf(this Argument<string> argument, params string[] words)
    {
        argument.Validators.Add(result => Require(result, result.Tokens, words));
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add(words);
    }

    /// <summary>Whether a switch is on; must be called before values are read.</summary>
    public static bool IsOn(this CommandResult result, Option<bool> option) => result.GetResult(option) is { } given
        && (given.Tokens.Count == 0 || (bool.TryParse(given.Tokens[0].Value, out var isOn) && isOn));

    private static T? Read<T>(ArgumentResult result, string text)
        where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            return number;
        var name = result.Parent switch
        {
            OptionResult option => option.Option.Name,
            CommandResult command => command.Command.Name,
            _ => result.Argument.Name,
        };
        result.AddError($"{name} takes a whole number, not \"{text}\".");
        return null;
    }

    private static void Require(SymbolResult result, IReadOnlyList<Token> tokens, string[] words)
    {
        foreach (var token in tokens.Where(token => !words.Contains(token.Value)))
            result.AddError($"\"{token.Value}\" is none of {string.Join(", ", words)}.");
    }
}
