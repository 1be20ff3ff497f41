namespace NasPipelines;

/// <summary>Options that differ from others in a few values, for tests that vary one at a time.</summary>
internal static class OptionChanges
{
    public static T With<T>(this T options, params (string Property, object? Value)[] changes)
        where T : class, new()
    {
        var changed = new T();
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
        {
            property.SetValue(changed, property.GetValue(options));
        }

        foreach (var (name, value) in changes)
        {
            typeof(T).GetProperty(name)!.SetValue(changed, value);
        }

        return changed;
    }
}
