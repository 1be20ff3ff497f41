using System.Collections;
using System.Globalization;
using System.Reflection;

namespace NasPipelines.ZeroShot;

/// <summary>The settings of an estimator of one's own: the values of its fields, where these are plain.</summary>
internal static class ProxySettings
{
    /// <summary>"factor=1000; name=scale": every field of the instance, those of its base classes included.</summary>
    /// <exception cref="InvalidOperationException">A field is not a number, text, enumeration or list of them; the message says what to override.</exception>
    public static string Of(ZeroShotProxy proxy)
    {
        var fields = new List<string>();
        for (var type = proxy.GetType(); type != typeof(ZeroShotProxy) && type is not null; type = type.BaseType)
        {
            fields.AddRange(type
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => $"{f.Name}={Text(f.GetValue(proxy), proxy, f)}"));
        }

        return string.Join("; ", fields);
    }

    private static string Text(object? value, ZeroShotProxy proxy, FieldInfo field) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        Enum => $"{value}",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        bool or char => $"{value}",
        IConvertible and IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(i => Text(i, proxy, field)))}]",
        _ => throw new InvalidOperationException(
            $"What the scores of '{proxy.Name}' depend on cannot be told from its field {field.Name} ({field.FieldType.Name}): override "
            + $"{nameof(ZeroShotProxy.Settings)} in {proxy.GetType().Name} with a text of its settings."),
    };
}
