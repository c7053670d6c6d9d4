using System.ComponentModel;
using ImageSearch.Engine;

namespace ImageSearch.Api.Hosting;

/// <summary>
/// Checks that the settings of a section have the types of its options: numbers, booleans, names. Binding would reject them with the
/// framework's own message.
/// </summary>
internal static class SettingTexts
{
    /// <exception cref="SetupException">A setting has the wrong type; the message names it.</exception>
    public static void Check(Type options, IConfigurationSection section)
    {
        foreach (var property in options.GetProperties().Where(property => property.CanWrite))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType);
            if (section[property.Name] is { } text && !(type is not null && text.Length == 0) && !CanBe(type ?? property.PropertyType, text))
            {
                throw new SetupException(
                    $"The setting {section.Path}:{property.Name} cannot be \"{text}\". Correct it, or remove it to get the default.");
            }
        }
    }

    private static bool CanBe(Type type, string text)
    {
        if (type.IsEnum)
            return Enum.TryParse(type, text, ignoreCase: true, out _);
        var converter = TypeDescriptor.GetConverter(type);
        return !converter.CanConvertFrom(typeof(string)) || converter.IsValid(text);
    }
}
