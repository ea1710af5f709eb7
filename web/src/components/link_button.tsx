import { Button, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler } from 'react-router';

/** A link that looks like a button: opens in a new tab where one asks for that, and is never one inside the other. */
export function LinkButton({ to, ...props }: { to: string } & Omit<ButtonProps, 'href' | 'onClick'>) {
  const follow = useLinkClickHandler(to);
  return (
    <Button
      {...props}
      href={useHref(to)}
      onClick={(event) => {
        follow(event as React.MouseEvent<HTMLAnchorElement>);
      }}
    />
  );
}
