import { setLabel } from "~/document/commands/nodes";
import { useStores } from "../../context";
import { LabelField } from "../drawing/label-field";
import { viewOf } from "../view";

export type RenameFieldProps = { id: string; title: string };

/** The label of a node while it is typed. */
export function RenameField({ id, title }: RenameFieldProps) {
  const stores = useStores();
  const finish = (label: string | null) => {
    const { ui, element } = viewOf(stores);
    if (ui.getState().editing !== id) return;
    ui.setState({ editing: null });
    element?.focus({ preventScroll: true });
    if (label !== null && label !== title) stores.editor.getState().dispatch(setLabel(id, label));
  };
  return <LabelField name={`Label of ${title}`} text={title} onFinish={finish} />;
}
