using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageSearch.Api.Parameters;

/// <summary>
/// Writes enums in JSON as their names in camelCase. They are read in any case, but never as numbers; a refusal lists the valid names. An
/// empty text counts as absent if the member is optional.
/// </summary>
internal sealed class NamedEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => (Nullable.GetUnderlyingType(typeToConvert) ?? typeToConvert).IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Nullable.GetUnderlyingType(typeToConvert) is { } type
            ? (JsonConverter)Activator.CreateInstance(typeof(Optional<>).MakeGenericType(type))!
            : (JsonConverter)Activator.CreateInstance(typeof(Required<>).MakeGenericType(typeToConvert))!;

    private static T Read<T>(string? text, JsonTokenType token)
        where T : struct, Enum
    {
        var rule = Rule.OneOf(typeof(T));
        return text is not null && rule.Accepts(text)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new UnknownNameException(rule, text is null ? $"a {token.ToString().ToLowerInvariant()}" : $"\"{text}\"");
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed class Required<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read<T>(Text(ref reader), reader.TokenType);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Name(value));
    }

    private sealed class Optional<T> : JsonConverter<T?>
        where T : struct, Enum
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Text(ref reader) is var text && text is "" ? null : Read<T>(text, reader.TokenType);

        public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
        {
            if (value is { } name)
                writer.WriteStringValue(Name(name));
            else
                writer.WriteNullValue();
        }
    }
}

/// <summary>A member of a body has none of the enum's names.</summary>
internal sealed class UnknownNameException(Rule rule, string actual) : JsonException(rule.Expected)
{
    /// <param name="member">The path of the member.</param>
    public string Explain(string member) => rule.Refusal(member, actual).Message;
}
