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

    /// <summary>What an estimator says of the columns after it; stages implement the interface's member explicitly.</summary>
    public static SchemaShape GetOutputSchema(this IEstimator<ITransformer> estimator, SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return estimator.GetOutputSchema(inputSchema);
    }

    /// <summary>The columns after a transformer; stages implement the interface's member explicitly.</summary>
    public static DataViewSchema GetOutputSchema(this ITransformer transformer, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return transformer.GetOutputSchema(inputSchema);
    }
}
