using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Views;

/// <summary>
/// A fitted stage that is made of ML.NET's own, mapped row by row: they would read hundreds of rows ahead, and so have scores computed
/// beneath them that nobody asked for. It is saved as what it is made of, which any program loads.
/// </summary>
/// <param name="inner">The stages.</param>
/// <param name="check">Refuses a schema in the words of the stage; null where there is nothing to say.</param>
internal sealed class RowByRowTransformer(ITransformer inner, Action<DataViewSchema>? check = null) : ITransformer, IDisposable
{
    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetRowToRowMapper(inputSchema).OutputSchema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        check?.Invoke(inputSchema);
        return inner.GetRowToRowMapper(inputSchema);
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SequentialView(input, GetRowToRowMapper(input.Schema));
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx) => inner.Save(ctx);
}
