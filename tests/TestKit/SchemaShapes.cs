using System.Reflection;
using Microsoft.ML;

namespace NasPipelines.TestKit;

/// <summary>The shape of a view's schema, as ML.NET makes it when it checks a pipeline; ML.NET keeps the method to itself.</summary>
public static class SchemaShapes
{
    /// <summary>The shape of a view's schema.</summary>
    public static SchemaShape Of(IDataView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return (SchemaShape)typeof(SchemaShape).GetMethod(
            "Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [view.Schema])!;
    }
}
